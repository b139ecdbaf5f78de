// COCOON_CLUSTER_HIGH_AVAILABILITY takes M30 or larger
using '../../../infra/main.bicep'

param environmentName = 'test'
param location = 'northeurope'
param clusterTier = 'M25'
param clusterHighAvailability = 'SameZone'
