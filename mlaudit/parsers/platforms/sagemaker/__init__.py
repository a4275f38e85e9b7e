"""Amazon SageMaker: pipelines and jobs that Python code defines."""
