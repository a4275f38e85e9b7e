"""Azure Machine Learning: https://learn.microsoft.com/azure/machine-learning/reference-yaml-overview."""
