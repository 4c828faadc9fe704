"""What a record is about, in words.

A topic is an id that an editor writes on a section, an agreement or a record. Its words are the
id, read: nobody has to write a title for each, and two records of a topic cannot name it apart.
"""

from pledgetrack.model import Commitment
from pledgetrack.views.atoms import Words
from pledgetrack.views.lens import Lens


def topics_of(lens: Lens, commitment: Commitment) -> tuple[str, ...]:
    """Return the topics of a record, else those of its section, else of its agreement."""
    if commitment.topics:
        return commitment.topics
    section = lens.register.section_of(commitment)
    agreement = lens.register.agreements.get(commitment.agreement)
    return (section.topics if section else ()) or (agreement.topics if agreement else ())


def topic_words(lens: Lens, topic: str) -> Words:
    """Return ``market-access`` as *Market access*, in the language in which ids are written.

    That is the first of the tracker, whatever the language of the page.
    """
    words = topic.replace("-", " ")
    return Words(words[:1].upper() + words[1:], lens.register.tracker.languages[0])
