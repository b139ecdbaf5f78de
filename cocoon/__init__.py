"""What every room shares: settings, messages, documents, errors and SDK clients. Imports no room."""
