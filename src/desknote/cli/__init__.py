"""The command line: reads arguments, runs the pipeline, prints what it found."""
