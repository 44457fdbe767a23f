"""Notifications: subscriptions on the log, delivered at least once, in nobody's way."""

from mystery_shopping.service.notifications.directory import (
    Contactable,
    Directory,
    QuietHours,
    Subscription,
    SubscriptionStart,
    load_directory,
)
from mystery_shopping.service.notifications.notifier import Notifier
from mystery_shopping.service.notifications.outcome import Retry, TickReport

__all__ = [
    "Contactable",
    "Directory",
    "Notifier",
    "QuietHours",
    "Retry",
    "Subscription",
    "SubscriptionStart",
    "TickReport",
    "load_directory",
]
