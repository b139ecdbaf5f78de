// COCOON_IMAGES_ACCOUNT_ID must be the id
using '../../../infra/main.bicep'

param environmentName = 'test'
param location = 'northeurope'
param existingImagesAccountId = 'stphotos'
