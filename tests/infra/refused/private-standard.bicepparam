// COCOON_PRIVATE_NETWORKING takes Service Bus Premium
using '../../../infra/main.bicep'

param environmentName = 'test'
param location = 'northeurope'
param privateNetworking = true
param serviceBusSku = 'Standard'
