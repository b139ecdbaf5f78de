"""Register the functions of the app: https://learn.microsoft.com/azure/azure-functions/functions-reference-python."""

import azure.functions as func

import classify_image.function
import edit_labels.function
import enqueue_blobs.function
import query_labels.function
import recount_labels.function
from cocoon.settings import app_settings
from cocoon.telemetry.log_events import quiet_sdks

quiet_sdks()
app_settings.report()

app = func.FunctionApp()
app.register_functions(enqueue_blobs.function.blueprint)
app.register_functions(classify_image.function.blueprint)
app.register_functions(query_labels.function.blueprint)
app.register_functions(edit_labels.function.blueprint)
app.register_functions(recount_labels.function.blueprint)
