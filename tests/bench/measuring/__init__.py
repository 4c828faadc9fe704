"""What is measured on a generated tracker, what each step must have left, and the results."""
