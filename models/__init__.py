"""How the default model is built; what is built lies beside this and is not committed."""
