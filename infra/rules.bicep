// Rules for the parameters, checked before anything is created. A wrong value ends the deployment with a sentence that
// names the allowed ones: main.bicep calls fail() with it.

@export()
@description('Whether an id is that of a storage account, and not its name.')
func isStorageAccountId(id string) bool =>
  matches(id, '/subscriptions/*/resourceGroups/*/providers/Microsoft.Storage/storageAccounts/*')

@export()
@description('Whether an id is that of an Event Grid system topic.')
func isSystemTopicId(id string) bool =>
  matches(id, '/subscriptions/*/resourceGroups/*/providers/Microsoft.EventGrid/systemTopics/*')

// Segment by segment and ignoring case, as Azure compares ids; '*' stands for any segment that is not empty.
func matches(id string, pattern string) bool =>
  length(split(id, '/')) == length(split(pattern, '/')) && empty(filter(
    range(0, length(split(pattern, '/'))),
    index =>
      split(pattern, '/')[index] == '*'
        ? empty(split(id, '/')[index])
        : toLower(split(pattern, '/')[index]) != toLower(split(id, '/')[index])
  ))

// https://learn.microsoft.com/azure/documentdb/limitations: M10 to M25 are burstable, with small disks and no standby.
@export()
func isBurstable(tier string) bool => contains(['M10', 'M20', 'M25'], tier)

// The regions where maximumInstanceCount may be below 40: azure-functions-host#10523 (January 2026). Others refuse it.
@export()
func allowsFewInstances(region string) bool => contains(['australiaeast', 'westeurope', 'westus2'], region)

// A small database and Service Bus Standard sustain some 290 images per second, or seven cores: docs/explanation/scale.md.
@export()
func defaultInstances(region string, memoryMB int) int =>
  allowsFewInstances(region) ? (memoryMB == 512 ? 28 : memoryMB == 4096 ? 4 : 7) : 40
