"""Learning: what convention an unknown transcript follows, from its own words.

    layout → paragraphs → candidates → families → score → convention → acceptance → profile

One convention a document; its labels are named once in the profile that comes out, and all that is written is written
from that profile. Where nothing repays naming there are no turns.
"""
