// M20 has 32, 64 or 128 GiB
using '../../../infra/main.bicep'

param environmentName = 'test'
param location = 'northeurope'
param clusterStorageGb = 256
