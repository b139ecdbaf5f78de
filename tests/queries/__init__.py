"""Every Kusto query of infra/ and docs/, read by Microsoft's own parser."""
