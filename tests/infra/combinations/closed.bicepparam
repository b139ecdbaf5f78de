// Only some addresses, and other pages.
using '../../../infra/main.bicep'

param environmentName = 'test'
param location = 'northeurope'
param operatorPrincipalId = '22222222-2222-2222-2222-222222222222'
param firstOfThisMonth = '2026-12-01'
param allowedIpRanges = ['203.0.113.0/24', '198.51.100.7/32']
param corsOrigins = 'https://example.com'
param readAccess = 'anonymous'
