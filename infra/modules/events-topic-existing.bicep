// The account's existing system topic; it must have a system-assigned identity.
param name string

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = {
  name: name
}

output principalId string = topic.identity.principalId
