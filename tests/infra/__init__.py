"""infra/ by Microsoft's own Bicep compiler, which the variable BICEP names: compiled, linted, formatted, evaluated."""
