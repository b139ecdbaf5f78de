// A region that lets an app have fewer than 40 instances, by its display name.
using '../../../infra/main.bicep'

param environmentName = 'test'
param location = 'West Europe'
param operatorPrincipalId = '22222222-2222-2222-2222-222222222222'
param firstOfThisMonth = '2026-12-01'
