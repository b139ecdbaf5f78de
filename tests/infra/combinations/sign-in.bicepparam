// People sign in.
using '../../../infra/main.bicep'

param environmentName = 'test'
param location = 'northeurope'
param operatorPrincipalId = '22222222-2222-2222-2222-222222222222'
param firstOfThisMonth = '2026-12-01'
param budgetStart = '2026-10-01' // of a budget that was switched off
param signInClientId = '33333333-3333-3333-3333-333333333333'
