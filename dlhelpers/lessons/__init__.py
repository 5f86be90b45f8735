"""What single lessons add to the network: two_layers (1), measure (5, 6), depth (7), brains (8), costs (9)."""
