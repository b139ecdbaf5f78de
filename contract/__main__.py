"""Write ``query_labels/openapi.json``, and from it ``dashboard/src/api/types.ts``."""

from contract import document, typescript

if __name__ == "__main__":
    document.PATH.write_text(document.text(), "utf-8")
    typescript.PATH.write_text(typescript.types_of(document.PATH), "utf-8")
