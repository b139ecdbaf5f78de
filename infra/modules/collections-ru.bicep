// The large collections of Cosmos DB RU, sharded by _id, because an unsharded one is limited to 20 GB. Existing ones are
// left alone: deploying them again would remove the indexes that the app has created.
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

// The marks of blobs that were put on the queue, kept for seven days.
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
