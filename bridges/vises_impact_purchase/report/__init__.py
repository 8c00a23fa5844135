from . import impact_labelled_line
