// A quarter of a core.
using '../../../infra/main.bicep'

param environmentName = 'test'
param location = 'westeurope'
param operatorPrincipalId = '22222222-2222-2222-2222-222222222222'
param firstOfThisMonth = '2026-12-01'
param instanceMemoryMB = 512
param updateStrategy = 'RollingUpdate'
