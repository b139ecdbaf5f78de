// The system topic for the account's blob events; an account can have only one.
param name string
param location string
param tags object
param accountName string

resource account 'Microsoft.Storage/storageAccounts@2025-08-01' existing = {
  name: accountName
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: name
  location: location
  tags: tags
  identity: { type: 'SystemAssigned' }
  properties: {
    source: account.id
    topicType: 'Microsoft.Storage.StorageAccounts'
  }
}

output principalId string = topic.identity.principalId
output name string = topic.name
output topicId string = topic.id
