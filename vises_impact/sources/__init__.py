"""How a batch of definitions × periods becomes one statement per source."""
