"""Write ``query_labels/openapi.json``, from it ``dashboard/src/api/types.ts``, and the table of access paths."""

from contract import access_paths, document, typescript

if __name__ == "__main__":
    access_paths.PATH.write_text(access_paths.text(), "utf-8")
    document.PATH.write_text(document.text(), "utf-8")
    typescript.PATH.write_text(typescript.types_of(document.PATH), "utf-8")
