// A pipeline deploys, with a model and a schedule of its own.
using '../../../infra/main.bicep'

param environmentName = 'test'
param location = 'northeurope'
param operatorPrincipalId = '22222222-2222-2222-2222-222222222222'
param firstOfThisMonth = '2026-12-01'
param operatorPrincipalType = 'ServicePrincipal'
param modelUri = 'models/mine'
param enqueueSchedule = '0 */10 * * * *'
param storageSku = 'Standard_LRS'
