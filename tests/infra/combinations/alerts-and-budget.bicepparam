// Somebody is told.
using '../../../infra/main.bicep'

param environmentName = 'test'
param location = 'northeurope'
param operatorPrincipalId = '22222222-2222-2222-2222-222222222222'
param firstOfThisMonth = '2026-12-01'
param alertEmail = 'operator@example.com'
param monthlyBudget = 200
param budgetStart = '2026-11-01'
param logsDailyGb = -1
