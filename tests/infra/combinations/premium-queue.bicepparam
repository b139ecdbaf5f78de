// A large queue, without private networking.
using '../../../infra/main.bicep'

param environmentName = 'test'
param location = 'northeurope'
param operatorPrincipalId = '22222222-2222-2222-2222-222222222222'
param firstOfThisMonth = '2026-12-01'
param serviceBusSku = 'Premium'
param serviceBusCapacity = 4
param queueSizeMb = 81920
param maximumInstanceCount = 100
