// The account has a system topic already.
using '../../../infra/main.bicep'

param environmentName = 'test'
param location = 'northeurope'
param operatorPrincipalId = '22222222-2222-2222-2222-222222222222'
param firstOfThisMonth = '2026-12-01'
param imagesContainer = 'photos'
param existingImagesAccountId = '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-photos/providers/Microsoft.Storage/storageAccounts/stphotos'
param makeEvents = false
param existingEventsTopicId = '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-photos/providers/Microsoft.EventGrid/systemTopics/photos'
