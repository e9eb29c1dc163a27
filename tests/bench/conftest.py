"""The fixtures of stories serve here too."""

from __future__ import annotations

from tests.case_studies.conftest import gallery, nw, vocabulary, wales

__all__ = ["gallery", "nw", "vocabulary", "wales"]
