// a queue of Service Bus Standard holds 5120 MB
using '../../../infra/main.bicep'

param environmentName = 'test'
param location = 'northeurope'
param queueSizeMb = 81920
