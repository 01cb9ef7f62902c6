"""The command line: a thin skin over `pipeline`. Each command is a module: values in, exit code out."""
