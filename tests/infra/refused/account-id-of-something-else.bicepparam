// COCOON_IMAGES_ACCOUNT_ID must be the id
using '../../../infra/main.bicep'

param environmentName = 'test'
param location = 'northeurope'
param existingImagesAccountId = '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-photos'
