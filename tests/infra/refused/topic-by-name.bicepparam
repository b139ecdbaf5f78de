// COCOON_EVENTS_TOPIC_ID must be the id
using '../../../infra/main.bicep'

param environmentName = 'test'
param location = 'northeurope'
param existingEventsTopicId = 'photos'
