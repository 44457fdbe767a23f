"""What every scene of the play has at hand: the program, the people, the clock and the chance."""

from __future__ import annotations

from datetime import datetime
from random import Random

import mystery_shopping as ms
from mystery_shopping_cli.demo.cast import Cast
from mystery_shopping_cli.demo.clock import Clock
from mystery_shopping_cli.demo.post import Post
from mystery_shopping_cli.demo.stage import Stage
from mystery_shopping_cli.screen import Styled, line
from mystery_shopping_cli.views.words import day_words
from mystery_shopping_cli.wording import say

UNIT = "demo"


class Play:
    """One month being played; every step goes through `order`, by the public face alone."""

    def __init__(self, program: ms.Program, stage: Stage, *, post: Post, seed: int) -> None:
        self.program = program
        self.post = post
        self.stage = stage
        self.seed = seed
        self.cast = Cast()
        self.chance = Random(seed)  # noqa: S311 - a play, no secret
        self.cycle_id = ""

    @property
    def deviates(self) -> bool:
        """Whether one contact will stray from its day part: so it does under every even seed."""
        return self.seed % 2 == 0

    @property
    def cycle(self) -> ms.Cycle:
        """The cycle as it stands."""
        return self.program.cycle(self.cycle_id)

    @property
    def clock(self) -> Clock:
        """The clock of the cycle's site."""
        return Clock(self.cycle)

    def order(self, command: ms.Command, *, by: ms.Person, at: datetime) -> ms.Cycle:
        """Carry out a command, once all is told that is due before it."""
        self.post.before(at)
        return self.program.execute(self.cycle_id, command, by=by, at=at)

    def tell(self, at: datetime, *texts: ms.Text) -> None:
        """Show what happened, the day and the time in front; a second text is a remark on it."""
        label = Styled(f"{day_words(at.date())} {at:%H:%M}", "muted")
        for text in texts:
            self.stage.show(line(say(text), indent=2, label=label))
            label = Styled(" " * len(label.words))
