"""The models of this app, one family a file."""

from case_studies.models.facet import StoryFacet
from case_studies.models.framework import Indicator, LinkIndicator, PrincipleLink
from case_studies.models.gallery import GalleryPage
from case_studies.models.index import StoryIndexPage
from case_studies.models.story import StoryPage
from case_studies.models.terms import StoryCapability, StoryPrinciple, StoryTag, StoryTopic
from case_studies.models.vocabulary import Capability, Principle, Topic

__all__ = [
    "Capability", "GalleryPage", "Indicator", "LinkIndicator", "Principle", "PrincipleLink", "StoryCapability", "StoryFacet",
    "StoryIndexPage", "StoryPage", "StoryPrinciple", "StoryTag", "StoryTopic", "Topic",
]  # fmt: skip
