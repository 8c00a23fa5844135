"""The demo enterprise: a French integration workshop, the same each time it is built."""
