"""What the funnel computes: plain Python, no Django, no clock.

`places` (method.md 2.C, 4.3), `influences` (2.C.7 to 2.C.10), `reviews` (OQ-12),
`cycle` (4.3), `survival` (4.4) and `gain` (D38); `days`, `flow` and `alarms` of what
moved (2.C.3, 4.5 to 4.7, 4.11) are imported by their own names.
"""

from bestfew.funnel.rules.cycle import ALL_WON as ALL_WON
from bestfew.funnel.rules.cycle import ENOUGH_WON as ENOUGH_WON
from bestfew.funnel.rules.cycle import LONGEST as LONGEST
from bestfew.funnel.rules.cycle import Cycle as Cycle
from bestfew.funnel.rules.cycle import Source as Source
from bestfew.funnel.rules.cycle import cycle_days as cycle_days
from bestfew.funnel.rules.cycle import is_sound as is_sound
from bestfew.funnel.rules.cycle import normal_cycle as normal_cycle
from bestfew.funnel.rules.cycle import stalled_after as stalled_after
from bestfew.funnel.rules.cycle import weight as weight
from bestfew.funnel.rules.days import RANKS as RANKS
from bestfew.funnel.rules.gain import NO_GAIN as NO_GAIN
from bestfew.funnel.rules.gain import UNSAID as UNSAID
from bestfew.funnel.rules.gain import gain as gain
from bestfew.funnel.rules.gain import work_left as work_left
from bestfew.funnel.rules.influences import Flag as Flag
from bestfew.funnel.rules.influences import Known as Known
from bestfew.funnel.rules.influences import Raised as Raised
from bestfew.funnel.rules.influences import Strength as Strength
from bestfew.funnel.rules.influences import Strong as Strong
from bestfew.funnel.rules.influences import Unknown as Unknown
from bestfew.funnel.rules.influences import red_flags as red_flags
from bestfew.funnel.rules.influences import strengths as strengths
from bestfew.funnel.rules.places import SURE as SURE
from bestfew.funnel.rules.places import Facts as Facts
from bestfew.funnel.rules.places import Influence as Influence
from bestfew.funnel.rules.places import Missing as Missing
from bestfew.funnel.rules.places import Place as Place
from bestfew.funnel.rules.places import Standing as Standing
from bestfew.funnel.rules.places import stand as stand
from bestfew.funnel.rules.places import within_half_cycle as within_half_cycle
from bestfew.funnel.rules.reviews import LATER as LATER
from bestfew.funnel.rules.reviews import Alarm as Alarm
from bestfew.funnel.rules.reviews import Said as Said
from bestfew.funnel.rules.reviews import is_stuck as is_stuck
from bestfew.funnel.rules.reviews import not_falling as not_falling
from bestfew.funnel.rules.survival import Curve as Curve
from bestfew.funnel.rules.survival import Tally as Tally
from bestfew.funnel.rules.survival import curve as curve
