"""What the patchwork refuses to draw. Every refusal has a name of its own."""


class PatchworkError(ValueError):
    """Base of everything this package raises on purpose."""


class NotAColour(PatchworkError):
    """A colour was not written as ``#`` and six hexadecimal digits."""


class UnknownPrinciple(PatchworkError):
    """A principle was not one of the eight, numbered 1 to 8."""


class UnknownGround(PatchworkError):
    """A ground was not ``deep``, ``tint`` or ``bright``."""


class UnknownLevel(PatchworkError):
    """A level was not ``individual``, ``organisational`` or ``national``."""


class PeopleOutOfRange(PatchworkError):
    """A picture was asked for fewer than 0 or more than 7 people."""


class ShapeOutOfRange(PatchworkError):
    """A picture was asked for no columns, no rows, no pixels, or far too many."""
