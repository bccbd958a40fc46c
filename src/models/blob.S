/* The compiled models, mapped with the library. */
    .section .rodata
    .global cvextract_models_begin
    .global cvextract_models_end
    .hidden cvextract_models_begin
    .hidden cvextract_models_end
    .balign 16
cvextract_models_begin:
    .incbin "models.bin"
cvextract_models_end:
    .byte 0
    .section .note.GNU-stack,"",@progbits
