"""Exhibits: charts as SVG and tables as HTML, declared in YAML, drawn in the brand's type and colours."""
