// A database with a standby, and less than root.
using '../../../infra/main.bicep'

param environmentName = 'test'
param location = 'northeurope'
param operatorPrincipalId = '22222222-2222-2222-2222-222222222222'
param firstOfThisMonth = '2026-12-01'
param clusterTier = 'M40'
param clusterStorageGb = 1024
param clusterHighAvailability = 'ZoneRedundantPreferred'
param databaseRole = 'readWriteAnyDatabase'
