// Reads queries as a JSON object from standard input, by name, and prints what Microsoft's parser has to say of each
// that is wrong. The tables' columns are Azure Monitor's: learn.microsoft.com/azure/azure-monitor/reference/tables.
require("@kusto/language-service-next/bridge.min.js");
require("@kusto/language-service-next/Kusto.Language.Bridge.min.js");

const symbols = Kusto.Language.Symbols;
const tables = Object.entries(require("./tables.json")).map(
  ([name, columns]) => new symbols.TableSymbol.$ctor7(name, columns, null),
);
const globals = Kusto.Language.GlobalState.Default.WithDatabase(new symbols.DatabaseSymbol.ctor("workspace", tables));

function problems(query) {
  const found = Kusto.Language.KustoCode.ParseAndAnalyze(query, globals).GetDiagnostics();
  return Array.from({ length: found.Count }, (_, index) => {
    const { Severity, Code, Message } = found.getItem(index);
    return `${Severity} ${Code}: ${Message}`;
  });
}

function columns(query) {
  const type = Kusto.Language.KustoCode.ParseAndAnalyze(query, globals).ResultType;
  const found = type && type.Columns;
  return found ? Array.from({ length: found.Count }, (_, index) => found.getItem(index).Name) : [];
}

const queries = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const answer = {};
for (const [name, query] of Object.entries(queries)) {
  answer[name] = { problems: problems(query), columns: columns(query) };
}
console.log(JSON.stringify(answer));
