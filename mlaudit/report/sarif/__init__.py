"""A scan in the Static Analysis Results Interchange Format, SARIF 2.1.0."""
