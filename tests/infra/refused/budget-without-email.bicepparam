// nobody would be told: set COCOON_ALERT_EMAIL
using '../../../infra/main.bicep'

param environmentName = 'test'
param location = 'northeurope'
param monthlyBudget = 100
