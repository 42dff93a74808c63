"""Styles of a page written into its elements, as mail clients and the WeChat editor want them."""

from __future__ import annotations

from desknote.channels.extras import wanted


def inlined(html: str, keep_media: bool) -> str:
    """``html`` with its ``<style>`` in the elements; ``keep_media`` leaves ``@media`` rules in the head.

    Nothing is fetched. Raises Problems (DN833: css-inline is missing).
    """
    css_inline = wanted("css_inline", "css-inline")
    inliner = css_inline.CSSInliner(keep_at_rules=keep_media, load_remote_stylesheets=False, minify_css=True)
    made: str = inliner.inline(html)
    return made
