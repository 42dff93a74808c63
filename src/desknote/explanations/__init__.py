"""What each rule means, at length: for those who ask, and for the documentation.

Kept apart from :mod:`desknote.rules`, which every command reads when it starts.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from desknote.explanations.chart_types import CHART_TYPES
from desknote.explanations.charts import CHARTS
from desknote.explanations.check import CHECK
from desknote.explanations.coverage import COVERAGE
from desknote.explanations.data import DATA
from desknote.explanations.editions import EDITIONS
from desknote.explanations.files import FILES
from desknote.explanations.formulas import FORMULAS
from desknote.explanations.model import MODEL
from desknote.explanations.pack_cn import PACK_CN
from desknote.explanations.pack_eu import PACK_EU
from desknote.explanations.pack_hk import PACK_HK
from desknote.explanations.pack_us import PACK_US
from desknote.explanations.page import Explanation
from desknote.explanations.prose import PROSE
from desknote.explanations.prose_figures import PROSE_FIGURES
from desknote.explanations.publish import PUBLISH
from desknote.explanations.render import RENDER
from desknote.explanations.resolve import RESOLVE
from desknote.explanations.stores import STORES
from desknote.explanations.tables import TABLES
from desknote.explanations.workflow import WORKFLOW
from desknote.explanations.yaml import YAML

__all__ = ["EXPLANATIONS", "Explanation"]

EXPLANATIONS: Mapping[str, Explanation] = MappingProxyType(
    {
        **FILES,
        **YAML,
        **MODEL,
        **RESOLVE,
        **CHARTS,
        **CHART_TYPES,
        **DATA,
        **FORMULAS,
        **CHECK,
        **COVERAGE,
        **PROSE_FIGURES,
        **PROSE,
        **TABLES,
        **RENDER,
        **PACK_CN,
        **PACK_HK,
        **PACK_US,
        **PACK_EU,
        **WORKFLOW,
        **STORES,
        **PUBLISH,
        **EDITIONS,
    }
)
"""From a rule's code to its explanation."""
