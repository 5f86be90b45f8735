"""What makes a long run good: each file holds one thing that the loop of model.py calls."""
