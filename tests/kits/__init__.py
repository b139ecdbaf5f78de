"""What tests share: ``documents`` makes documents, ``labelling`` labels what a message names."""
