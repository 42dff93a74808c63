"""JSON Schema for content files: what editors offer and mark while an author types."""

from desknote.schema.assemble import FILES, FileKind, schema
from desknote.schema.own import OwnWords, own_words
from desknote.schema.write import schema_text, write_schemas

__all__ = ["FILES", "FileKind", "OwnWords", "own_words", "schema", "schema_text", "write_schemas"]
