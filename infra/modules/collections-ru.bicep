// The large collections of Cosmos DB RU, sharded by _id, or each would end at 20 GB. Once they are there they are left
// alone: to make them again would remove the indexes that the app has made.
param accountName string
param databaseName string

resource account 'Microsoft.DocumentDB/databaseAccounts@2025-10-15' existing = {
  name: accountName

  resource database 'mongodbDatabases' existing = {
    name: databaseName
  }
}

@onlyIfNotExists()
resource images 'Microsoft.DocumentDB/databaseAccounts/mongodbDatabases/collections@2025-10-15' = {
  parent: account::database
  name: 'images'
  properties: {
    resource: {
      id: 'images'
      shardKey: { _id: 'Hash' }
      indexes: [{ key: { keys: ['_id'] } }]
    }
  }
}

// What was put on the queue: a mark for each blob, for seven days.
@onlyIfNotExists()
resource queued 'Microsoft.DocumentDB/databaseAccounts/mongodbDatabases/collections@2025-10-15' = {
  parent: account::database
  name: 'queued'
  properties: {
    resource: {
      id: 'queued'
      shardKey: { _id: 'Hash' }
      indexes: [{ key: { keys: ['_id'] } }]
    }
  }
}
