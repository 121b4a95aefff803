"""Who says what in Korean, Russian, Chinese, French and Spanish."""
